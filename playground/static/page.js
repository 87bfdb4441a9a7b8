// The page's centre: asks for the state whenever something happened, puts it in place, and hears clicks.

import { setClock, startClock } from "./clock.js";
import { composerActs, edit, reply, setPlace } from "./composer.js";
import { act, toast } from "./deeds.js";
import { setOffers } from "./hints.js";
import { change, chatIsOpen, look, query, replace, say } from "./look.js";
import { openMenu, setReactions } from "./menu.js";
import { patch } from "./patch.js";
import { jumpTo, keepingPlace } from "./scroll.js";

const calls = document.getElementById("calls");
const toggle = document.getElementById("calls-toggle");
const more = document.getElementById("more");

const PAUSE_MS = 50;

let isAsking = false;
let mustAsk = false;
let shownPlace = "";
let jump = "";
let events = null;

/** Bring the page up to date; requests never overlap, the last one is never left out. */
async function refresh() {
  mustAsk = true;
  if (isAsking) return;
  isAsking = true;
  try {
    while (mustAsk) {
      mustAsk = false;
      await ask();
      if (mustAsk) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  } catch {
    // The stream of events notices a lost server and asks again when it is back.
  } finally {
    isAsking = false;
  }
}

async function ask() {
  const flags = { open: +chatIsOpen(), calls: +!calls.hidden, polls: +document.getElementById("polls").checked };
  const asked = query();
  const answer = await fetch(`/page/state?${query(flags)}`);
  const state = await answer.json();
  if (asked !== query()) mustAsk = true;
  else put(state);
}

function put(state) {
  replace(state.look);
  history.replaceState({ ...history.state, look: { ...look }, pane: document.body.dataset.pane }, "", `/?${query()}`);
  document.title = state.title;
  const place = `${look.chat}/${look.topic ?? ""}`;
  for (const region of document.querySelectorAll("[data-region]")) {
    const html = state.regions[region.dataset.region];
    if (html === undefined) continue;
    if (region.dataset.region === "lines") keepingPlace(place !== shownPlace, () => patch(region, html));
    else patch(region, html);
  }
  shownPlace = place;
  setPlace(place, state.writer);
  setClock(state.now, state.is_running);
  setOffers(state.menu, state.mentions);
  setReactions(state.reactions);
  followLanguageLink();
  followJump();
  document.body.dataset.count = state.count;
}

/** Go to the message asked for; look further back for it, or say that it is gone. */
function followJump() {
  if (!jump) return;
  const earlier = document.querySelector("[data-shown]");
  if (!jumpTo(jump) && earlier) {
    change({ shown: earlier.dataset.shown });
    mustAsk = true;
    return;
  }
  if (!jumpTo(jump)) toast(say("message_gone"), true);
  jump = "";
}

function seek(message) {
  if (jumpTo(message)) return;
  jump = message;
  refresh();
}

function followLanguageLink() {
  const other = look.lang === "zh" ? "en" : "zh";
  document.getElementById("language").href = `/?${query({ lang: other })}`;
}

/** Look at something else and remember the way back. */
function go(wanted, pane = "chat") {
  more.close();
  change(wanted);
  document.body.dataset.pane = pane;
  history.pushState({ look: { ...look }, pane, isPushed: true }, "", `/?${query()}`);
  refresh();
}

function back() {
  if (history.state?.isPushed) history.back();
  else {
    document.body.dataset.pane = "chats";
    refresh();
  }
}

function toggleCalls() {
  calls.hidden = !calls.hidden;
  toggle.setAttribute("aria-expanded", String(!calls.hidden));
  refresh();
  if (calls.hidden) toggle.focus();
}

const acts = {
  ...composerActs,
  back,
  calls: toggleCalls,
  more: () => more.showModal(),
  reply: (button) => reply(button.closest(".bubble")),
  edit: (button) => edit(button.closest(".bubble")),
  menu: openMenu,
};

/** Do what a button's data-do says, once at a time. */
async function press(button) {
  if (button.getAttribute("aria-busy") === "true") return;
  const { do: deed, ...fields } = button.dataset;
  button.setAttribute("aria-busy", "true");
  await act(deed, fields);
  button.removeAttribute("aria-busy");
}

/** Open a chat (or its topic), and go to a message there. */
function open({ chat, message, in: topic = "" }) {
  if (message && message !== "0") jump = message;
  const isThere = chat === look.chat && (!message || topic === (look.topic ?? ""));
  if (!isThere || document.body.dataset.pane !== "chat") go({ chat, ...(message && { topic }) });
  else refresh();
}

function onClick(event) {
  const target = event.target.closest("button, .spoiler, .bubble");
  if (!target || target.closest("#menu")) return;
  const data = target.dataset;
  if (target.classList.contains("spoiler")) target.classList.add("shown");
  else if (target.classList.contains("bubble")) choose(target);
  else if (data.act) acts[data.act]?.(target);
  else if (data.do && !target.closest("form[data-do]")) press(target);
  else if (data.chat) open(data);
  else if (data.message) seek(data.message);
  else if (data.command) act("say", { text: data.command });
  else if ("topic" in data) go({ topic: data.topic });
  else if (data.shown) (change({ shown: data.shown }), refresh());
  else if (data.copied) copy(data.copied);
}

/** Show the small buttons of a message that was tapped (a mouse shows them by hovering). */
function choose(bubble) {
  for (const other of document.querySelectorAll(".bubble.chosen")) other.classList.remove("chosen");
  bubble.classList.add("chosen");
}

async function copy(text) {
  await navigator.clipboard?.writeText(text).catch(() => {});
  toast(say("copy", { text }));
}

async function submit(event) {
  const form = event.target.closest("form[data-do]");
  if (!form) return;
  event.preventDefault();
  const told = await act(form.dataset.do, Object.fromEntries(new FormData(form)));
  if (!told) return;
  form.reset();
  more.close();
}

/** Write as somebody else; in a private chat that is another chat. */
function writeAs(select) {
  const [, bot] = look.chat.split(".");
  if (bot) go({ chat: `${select.value}.${bot}`, person: select.value });
  else (change({ person: select.value }), refresh());
}

function onChange(event) {
  if (event.target.id === "writer") writeAs(event.target);
  else if (event.target.id === "zone") (change({ zone: event.target.value }), refresh());
  else if (event.target.id === "polls") refresh();
}

/** Hear of changes while the tab is in sight: a browser has only six connections for all tabs of a place. */
function listen() {
  const lost = document.getElementById("lost");
  events?.close();
  events = null;
  if (document.visibilityState !== "visible") return;
  events = new EventSource("/page/events");
  events.onmessage = () => ((lost.hidden = true), refresh());
  events.onerror = () => (lost.hidden = false);
}

document.addEventListener("click", onClick);
document.addEventListener("submit", submit);
document.addEventListener("change", onChange);
document.addEventListener("go", (event) => go(event.detail));
document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => events?.close());
document.addEventListener("keydown", (event) => {
  const isSpoiler = event.target.classList?.contains("spoiler");
  if (isSpoiler && (event.key === "Enter" || event.key === " ")) event.target.classList.add("shown");
});
toggle.addEventListener("click", toggleCalls);
addEventListener("popstate", (event) => {
  if (!event.state?.look) return;
  replace(event.state.look);
  document.body.dataset.pane = event.state.pane;
  refresh();
});

startClock();
listen();
