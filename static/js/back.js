// Lets the way back to the list of cases, above a case, lead to the search one came from. Without a script it leads to the
// whole list.
"use strict";

{
  const list = document.querySelector(".breadcrumb li:nth-child(2) a");
  const from = document.referrer ? new URL(document.referrer) : null;
  const path = list && new URL(list.href).pathname;
  if (list && from?.origin === location.origin && from.pathname === path && from.search) {
    list.href = path + from.search;
    list.textContent = "Uw zoekopdracht";
  }
}
