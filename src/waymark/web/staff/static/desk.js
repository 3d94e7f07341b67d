// SPDX-License-Identifier: Apache-2.0
// Everything works without this file. It warns before the desk closes, and shows where a fault is.
(function () {
  "use strict";
  var MINUTE = 60000;
  var idle = document.getElementById("idle");
  var errors = document.getElementById("errors");
  var asked;
  var closing;
  var lastTold = Date.now();

  if (errors) errors.focus();
  // A page that the browser kept in memory is asked for again: after signing out it says nothing.
  addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
  if (!idle) return;

  function close() {
    document.documentElement.replaceChildren();
    location.replace(idle.dataset.signIn + "?next=" + encodeURIComponent(location.pathname));
  }

  function tell() {
    lastTold = Date.now();
    var form = document.getElementById("sign-out");
    fetch("/desk/still", { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" })
      .then(function (answer) { if (answer.type === "opaqueredirect") close(); }, function () {});
  }

  function watch() {
    clearTimeout(asked);
    clearTimeout(closing);
    idle.hidden = true;
    asked = setTimeout(function () {
      idle.hidden = false;
      idle.querySelector("button").focus();
      closing = setTimeout(close, MINUTE);
    }, 9 * MINUTE);
  }

  // Somebody who types for long is not idle: the server is told now and then.
  function active() {
    if (!idle.hidden) return;
    if (Date.now() - lastTold > MINUTE) tell();
    watch();
  }

  idle.querySelector("button").addEventListener("click", function () { tell(); watch(); });
  ["keydown", "pointerdown", "scroll"].forEach(function (kind) {
    addEventListener(kind, active, { passive: true });
  });
  watch();
})();
