// SPDX-License-Identifier: Apache-2.0
// Everything works without this file. It makes leaving quicker and blanks a page left open.
(function () {
  "use strict";
  var leave = document.getElementById("leave");
  var still = document.getElementById("still");
  var MINUTE = 60000;
  var gone = false;
  var lastEsc = 0;
  var asked;
  var closing;

  function blank() {
    document.documentElement.replaceChildren();
  }

  // The screen goes first, then the visit, then the page: replaced, so that Back does not find it.
  function away() {
    if (gone) return;
    gone = true;
    var to = leave.dataset.to;
    var body = new URLSearchParams(new FormData(leave));
    blank();
    var go = function () { location.replace(to); };
    setTimeout(go, 700);
    fetch("/leave", { method: "POST", body: body, redirect: "manual", keepalive: true }).then(go, go);
  }

  function watch() {
    clearTimeout(asked);
    clearTimeout(closing);
    still.hidden = true;
    asked = setTimeout(function () {
      still.hidden = false;
      still.querySelector("button").focus();
      closing = setTimeout(away, 2 * MINUTE);
    }, 13 * MINUTE);
  }

  leave.addEventListener("submit", function (event) { event.preventDefault(); away(); });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    if (event.timeStamp - lastEsc < 1000) away();
    lastEsc = event.timeStamp;
  });
  still.querySelector("button").addEventListener("click", watch);
  ["keydown", "pointerdown", "scroll"].forEach(function (kind) {
    addEventListener(kind, function () { if (still.hidden) watch(); }, { passive: true });
  });
  // A page that the browser kept in memory is asked for again: after leaving it says nothing.
  addEventListener("pageshow", function (event) { if (event.persisted) { blank(); location.reload(); } });
  watch();
})();
