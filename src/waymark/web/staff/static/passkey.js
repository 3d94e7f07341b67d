// SPDX-License-Identifier: Apache-2.0
// Passkeys: fetches or reads the options, asks the browser, and sends what it tells with the form.
(function () {
  "use strict";

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (one) { return one.charCodeAt(0); });
  }

  function text(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function opened(options) {
    var key = options.publicKey;
    key.challenge = bytes(key.challenge);
    if (key.user) key.user.id = bytes(key.user.id);
    ["excludeCredentials", "allowCredentials"].forEach(function (list) {
      (key[list] || []).forEach(function (one) { one.id = bytes(one.id); });
    });
    // Kept on the device where it can be, so that it opens the desk without a password.
    if (key.authenticatorSelection) {
      key.authenticatorSelection.residentKey = "preferred";
      key.authenticatorSelection.requireResidentKey = false;
    }
    return { publicKey: key };
  }

  function told(credential) {
    var answer = credential.response;
    var response = { clientDataJSON: text(answer.clientDataJSON) };
    ["attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (part) {
      if (answer[part]) response[part] = text(answer[part]);
    });
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: response,
      clientExtensionResults: credential.getClientExtensionResults()
    });
  }

  function options(form) {
    if (!form.dataset.from) {
      return Promise.resolve(JSON.parse(document.getElementById("options").textContent));
    }
    return fetch(form.dataset.from, { headers: { Accept: "application/json" } })
      .then(function (answer) { return answer.json(); })
      .then(function (found) { return found.request_options; });
  }

  function use(form) {
    var unhappy = form.querySelector(".unhappy");
    unhappy.hidden = true;
    options(form).then(function (found) {
      return navigator.credentials[form.dataset.passkey](opened(found));
    }).then(function (credential) {
      form.elements.credential.value = told(credential);
      form.submit();
    }).catch(function () {
      unhappy.hidden = false;
    });
  }

  if (!window.PublicKeyCredential) return;
  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    form.querySelector("button").disabled = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); use(form); });
  });
})();
