// Tells the page around this frame how high the card is. Where that does not listen and leaves too little room, the card
// is shorter (css/embed.css); where there is room it is whole.
"use strict";
{
  const root = document.documentElement;
  let told = 0;
  const tell = () => {
    root.dataset.whole = "";
    const height = Math.ceil(document.querySelector(".embed").getBoundingClientRect().height);
    if (window.innerHeight < height) delete root.dataset.whole;
    if (height !== told) {
      told = height;
      window.parent.postMessage({ gouden: "hoogte", hoogte: height }, "*");
    }
  };
  window.addEventListener("load", tell);
  window.addEventListener("resize", tell);
}
