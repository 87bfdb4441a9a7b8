// The menu of one message: reactions, answer, edit, pin, delete.

import { edit, reply } from "./composer.js";
import { act } from "./deeds.js";
import { say } from "./look.js";

const menu = document.getElementById("menu");
let bubble = null;
let offered = [];

/** Take over the reactions that the chat allows. */
export function setReactions(emoji) {
  offered = emoji;
}

/** Open the menu of a message beside the button that asked for it. */
export function openMenu(button) {
  bubble = button.closest(".bubble");
  menu.querySelector(".emoji").replaceChildren(...offered.map(emojiButton));
  const may = { edit: "mayEdit" in bubble.dataset, delete: "mayDelete" in bubble.dataset };
  const isPinned = "pinned" in bubble.dataset;
  for (const item of menu.querySelectorAll("[data-act]")) {
    const name = item.dataset.act;
    item.hidden = (name in may && !may[name]) || (name === "pin" && isPinned) || (name === "unpin" && !isPinned);
  }
  menu.showPopover();
  settle(button.getBoundingClientRect());
  menu.querySelector("button:not([hidden])").focus();
}

function emojiButton(emoji) {
  const button = document.createElement("button");
  button.textContent = emoji;
  button.dataset.emoji = emoji;
  button.setAttribute("aria-label", say("react_with", { emoji }));
  return button;
}

function settle(beside) {
  const size = menu.getBoundingClientRect();
  const left = Math.min(beside.left, innerWidth - size.width - 8);
  const below = beside.bottom + 4 + size.height < innerHeight;
  menu.style.left = `${Math.max(left, 8)}px`;
  menu.style.top = `${below ? beside.bottom + 4 : Math.max(beside.top - size.height - 4, 8)}px`;
}

menu.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const message = bubble.dataset.number;
  menu.hidePopover();
  if (button.dataset.emoji) act("react", { message, emoji: button.dataset.emoji });
  else if (button.dataset.act === "reply") reply(bubble);
  else if (button.dataset.act === "edit") edit(bubble);
  else act(button.dataset.act, { message });
});
