/* Questions to the editor's server. A refusal is an Error with the server's sentence; of a clash it has `now`, of a commit that needs
   others before it these files as `needs`, of a value in a form its `field`. */
export async function ask(name, question) {
  let answer;
  try {
    answer = await fetch(`/api/${name}`, {
      method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json" }, body: JSON.stringify(question),
    });
  } catch {
    throw Object.assign(new Error("没有连上，改动还在本页。请看终端里的 review edit 是不是还开着。"), { gone: true });
  }
  const type = answer.headers.get("Content-Type") || "";
  const said = type.startsWith("application/json") ? await answer.json() : { error: await answer.text() };
  if (!answer.ok) throw Object.assign(new Error(said.error), { now: said.now, needs: said.needs, field: said.field });
  return said;
}
