// Asking the playground to do something, and showing what it answers.

import { look, say } from "./look.js";

const TOAST_MS = 3500;
const ERROR_MS = 6000;

/** Do a deed in the chat and as the person of `from`; gives the answer, or null if it was refused (and said so). */
export async function act(deed, fields = {}, file = null, from = { ...look }) {
  const form = new FormData();
  for (const [key, value] of Object.entries({ ...from, ...fields })) form.append(key, value);
  if (file) form.append("file", file);
  const told = await post(deed, form);
  if (told.error) {
    toast(told.error, true);
    return null;
  }
  if (told.said) told.is_alert ? alertBox(told.said) : toast(told.said);
  if (told.go) document.dispatchEvent(new CustomEvent("go", { detail: told.go }));
  return told;
}

async function post(deed, form) {
  try {
    const answer = await fetch(`/page/do/${deed}`, { method: "POST", body: form, headers: { "X-Playground": "page" } });
    return await answer.json();
  } catch {
    return { error: say("lost") };
  }
}

/** Show a line for a while, above everything, an open dialog too. */
export function toast(text, isError = false) {
  const toasts = document.getElementById("toasts");
  toasts.hidePopover();
  toasts.showPopover();
  const line = document.createElement("p");
  line.textContent = text;
  line.className = isError ? "error" : "";
  toasts.append(line);
  setTimeout(() => line.remove(), isError ? ERROR_MS : TOAST_MS);
}

/** Show a text until it is acknowledged. */
function alertBox(text) {
  document.getElementById("alert-text").textContent = text;
  document.getElementById("alert").showModal();
}
