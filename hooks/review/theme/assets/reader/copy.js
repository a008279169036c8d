/* Put a text on the clipboard; an intranet without TLS has only the older way. */
export async function copy(text) {
  if (navigator.clipboard && isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { /* not allowed: the older way */ }
  }
  const field = document.createElement("textarea"), back = document.activeElement;
  field.value = text;
  field.className = "vh";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (back && back.focus) back.focus();
  return done;
}
