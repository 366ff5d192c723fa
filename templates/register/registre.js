"use strict";
// Works from a disk too, where nothing can be fetched: the page of a code is opened in a hidden frame, and says that it
// exists. A page that does not exist says nothing.
(() => {
  const number = document.querySelector("main").dataset.number;
  if (number) {
    if (window.parent !== window) window.parent.postMessage({ certificate: number }, "*");
    return;
  }
  const form = document.getElementById("recherche");
  const answer = document.getElementById("reponse");
  const compact = (typed) => typed.normalize("NFKC").toUpperCase().replace(/[^A-Z0-9]/g, "");
  const readCode = (typed) => compact(typed).replace(/0/g, "O").replace(/1/g, "I").replace(/8/g, "B");
  const say = (sentence) => { answer.textContent = sentence; };

  function find(page) {
    return new Promise((resolve) => {
      const frame = document.createElement("iframe");
      frame.title = "Recherche";
      const finish = (found) => { clearTimeout(timer); removeEventListener("message", heard); frame.remove(); resolve(found); };
      const heard = (event) => {
        if (event.source === frame.contentWindow && event.data && event.data.certificate) finish(event.data.certificate);
      };
      addEventListener("message", heard);
      let timer = setTimeout(() => finish(null), 8000);
      frame.onload = () => { clearTimeout(timer); timer = setTimeout(() => finish(null), 400); };
      frame.src = page;
      document.body.append(frame);
    });
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const code = readCode(form.code.value);
    if (!/^[A-Z2-7]{16}$/.test(code)) {
      say("Ce code n’est pas complet\u202f: il compte 16 lettres et chiffres, comme ABCD-EFGH-IJKL-MNOP.");
      form.code.focus();
      return;
    }
    say("Recherche…");
    const page = `v/${code}.html`;
    const found = await find(page);
    if (found === null) {
      say("Ce code ne correspond à aucun document délivré. Relisez-le sur le document\u202f; s’il est exact, le document n’est pas authentique.");
    } else if (form.numero.value.trim() && compact(form.numero.value) !== compact(found)) {
      say("Ce code existe, mais c’est celui d’un autre numéro\u202f: le document n’est pas authentique, ou le numéro est mal recopié.");
    } else {
      say("");
      location.href = page;
    }
  });
})();
