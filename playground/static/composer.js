// The text box: Enter sends, Shift+Enter begins a line; answering, editing, a file, a draft for each chat.

import { act, toast } from "./deeds.js";
import { closeHints, isOffering, isWhole, moveHint, offer, offerCommands, takeHint } from "./hints.js";
import { look, narrow, say } from "./look.js";

const form = document.getElementById("composer");
const box = document.getElementById("text");
const doing = document.getElementById("doing");
const attached = document.getElementById("attached");
const input = document.getElementById("file");
const drafts = new Map();

let mode = { kind: "say" };
let file = null;
let place = "";
let sending = Promise.resolve();

/** Fit the box to the chat looked at: who writes, and the draft left there. */
export function setPlace(name, writer) {
  const label = say("text_box", { name: writer });
  box.placeholder = label;
  box.setAttribute("aria-label", label);
  if (place === name) return;
  if (mode.kind !== "edit") drafts.set(place, box.value);
  place = name;
  cancel();
  detach();
  box.value = drafts.get(name) ?? "";
  grow();
  if (!narrow.matches) box.focus({ preventScroll: true });
}

/** Answer a message with what is written next. */
export function reply(bubble) {
  if (mode.kind === "edit") cancel();
  mode = { kind: "say", reply: bubble.dataset.number };
  show(say("answering", { name: bubble.dataset.name }), bubble.dataset.raw);
}

/** Change an own message. */
export function edit(bubble) {
  if (mode.kind !== "edit") drafts.set(place, box.value);
  mode = { kind: "edit", message: bubble.dataset.number };
  box.value = bubble.dataset.raw;
  show(say("editing"), bubble.dataset.raw);
}

function show(what, text) {
  doing.querySelector("span").textContent = text ? `${what}: ${text}` : what;
  doing.hidden = false;
  grow();
  box.focus();
}

/** Neither answer nor edit any longer. */
export function cancel() {
  if (mode.kind === "edit") box.value = drafts.get(place) ?? "";
  mode = { kind: "say" };
  doing.hidden = true;
  grow();
}

/** Send this file with what is written next. */
function attach(chosen) {
  file = chosen ?? null;
  attached.hidden = !file;
  attached.querySelector("span").textContent = file ? say("attached", { name: file.name }) : "";
  attached.querySelector("label").hidden = !file?.type.startsWith("image/");
  attached.querySelector("input").checked = false;
  if (file) box.focus();
}

export function detach() {
  input.value = "";
  attach(null);
}

function grow() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, 200)}px`;
}

/** Send what stands in the box, after what was sent before. */
function send() {
  const text = box.value;
  if (!text.trim() && !file) return;
  const sent = { mode, file, place, from: { ...look } };
  const fields = { text };
  if (mode.kind === "edit") fields.message = mode.message;
  if (mode.reply) fields.reply = mode.reply;
  if (attached.querySelector("input").checked) fields.as_file = "1";
  drafts.delete(place);
  box.value = "";
  if (mode.kind !== "edit") detach();
  cancel();
  sending = sending.then(async () => {
    const told = await act(sent.mode.kind, fields, sent.mode.kind === "say" ? sent.file : null, sent.from);
    if (!told) giveBack(sent, text);
  });
}

/** After a refusal nothing that was written may be lost. */
function giveBack(sent, text) {
  if (sent.place !== place || box.value) {
    drafts.set(sent.place, text);
    return;
  }
  mode = sent.mode;
  doing.hidden = mode.kind === "say" && !mode.reply;
  box.value = text;
  if (mode.kind === "say") attach(sent.file);
  grow();
}

function editLast() {
  const own = document.querySelectorAll(".bubble[data-may-edit]");
  if (!own.length) return false;
  edit(own[own.length - 1]);
  return true;
}

function onKey(event) {
  if (event.isComposing || event.keyCode === 229) return;
  const keys = isOffering() ? hintKeys : plainKeys;
  if (keys[event.key]?.(event)) event.preventDefault();
}

const hintKeys = {
  ArrowDown: () => (moveHint(1), true),
  ArrowUp: () => (moveHint(-1), true),
  Tab: () => (takeHint(), true),
  Enter: (event) => !event.shiftKey && (isWhole() ? (closeHints(), send()) : takeHint(), true),
  Escape: () => (closeHints(), true),
};
const plainKeys = {
  Enter: (event) => !event.shiftKey && (send(), true),
  Escape: () => (cancel(), true),
  ArrowUp: () => !box.value && editLast(),
};

box.addEventListener("keydown", onKey);
box.addEventListener("input", () => (grow(), offer()));
box.addEventListener("blur", closeHints);
box.addEventListener("paste", (event) => {
  if (!event.clipboardData.files.length) return;
  event.preventDefault();
  attach(event.clipboardData.files[0]);
});
form.addEventListener("submit", (event) => (event.preventDefault(), send()));
input.addEventListener("change", () => attach(input.files[0]));

export const composerActs = {
  cancel,
  detach,
  attach: () => input.click(),
  commands: () => {
    box.focus();
    if (isOffering()) closeHints();
    else if (!offerCommands()) toast(say("no_commands"));
  },
};

const bringsFile = (event) => event.dataTransfer.types.includes("Files");
document.addEventListener("dragover", (event) => bringsFile(event) && event.preventDefault());
document.addEventListener("drop", (event) => {
  if (!bringsFile(event)) return;
  event.preventDefault();
  if (look.chat) attach(event.dataTransfer.files[0]);
});
