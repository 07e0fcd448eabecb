// The rules of html-validate for the pages as they are served. What is left out says why.
module.exports = {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // What templates leave behind; no reader meets it, and compression takes it away.
    "no-trailing-whitespace": "off",
    // HTML lets a doctype be written in either case.
    "doctype-style": "off",
    // About search engines. A page of a case carries the title of the case, however long.
    "long-title": "off",
    // ARIA lets a list be named, which tells three lists on one card apart.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // A table that is shown as blocks on a phone is no table to some screen readers, unless its roles are said.
    "no-redundant-role": "off",
    // "Repeat a parameter for or": a facet is a group of checkboxes with one name.
    "form-dup-name": ["error", { shared: ["radio", "button", "reset", "submit", "checkbox"] }],
  },
};
