// Putting freshly drawn HTML in place while leaving alone what did not change.

const drawn = new WeakMap();
const FOCUSABLE = "button, a, select, input, summary, pre, [tabindex]";

/** Draw a region anew; with data-keyed only those children whose id is new or whose HTML differs. */
export function patch(region, html) {
  if (drawn.get(region) === html) return false;
  drawn.set(region, html);
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  if ("keyed" in region.dataset) patchChildren(region, [...fresh.content.children]);
  else keepingFocus(region, region, () => region.replaceChildren(fresh.content));
  return true;
}

function patchChildren(region, wanted) {
  const old = new Map([...region.children].map((child) => [child.id, child]));
  let at = region.firstElementChild;
  for (const node of wanted) {
    const before = old.get(node.id);
    old.delete(node.id);
    if (before && drawn.get(before) === node.outerHTML) {
      if (before === at) at = at.nextElementSibling;
      else region.insertBefore(before, at);
      continue;
    }
    drawn.set(node, node.outerHTML);
    if (!before) {
      region.insertBefore(node, at);
      continue;
    }
    if (before === at) at = at.nextElementSibling;
    keepingFocus(before, node, () => before.replaceWith(node));
  }
  for (const gone of old.values()) gone.remove();
}

/** Give the focus back to the control at the same place after it was drawn anew. */
function keepingFocus(before, after, draw) {
  const focused = before.contains(document.activeElement) ? document.activeElement : null;
  const place = focused ? [...before.querySelectorAll(FOCUSABLE)].indexOf(focused) : -1;
  draw();
  if (place >= 0) after.querySelectorAll(FOCUSABLE)[place]?.focus({ preventScroll: true });
}
