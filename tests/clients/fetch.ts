// The client that openapi-generator makes in TypeScript (typescript-fetch), on a running portal. `.ci/clients` runs this.
import { Configuration, PraktijkvoorbeeldenApi, ResponseError, WijzigingenApi } from "./fetched/index.js";

const configuration = new Configuration({ basePath: `${process.argv[2]}/api/v1` });
const cases = new PraktijkvoorbeeldenApi(configuration);
const events = new WijzigingenApi(configuration);

function holds(what: boolean, said: string): void {
  if (!what) throw new Error(said);
}

async function walk(velden?: string[]): Promise<{ slug?: string; titel?: string; uitspraken?: unknown[] }[]> {
  const found = [];
  let cursor = "begin";
  while (cursor) {
    const answer = await cases.lijstPraktijkvoorbeeldenRaw({ cursor, pageSize: 100, velden: velden as never });
    found.push(...(await answer.value()).resultaten);
    const next = /<([^>]*)>; rel="next"/.exec(answer.raw.headers.get("Link") ?? "");
    cursor = next ? (new URL(next[1]!).searchParams.get("cursor") ?? "") : "";
  }
  return found;
}

const [cards, records, selected] = [await walk(), await walk(["*"]), await walk(["slug", "titel"])];
holds(cards.length > 0 && cards.length === records.length && cards.length === selected.length, "the same cases");
holds(records.every((record) => record.uitspraken !== undefined), "records are whole");
holds(selected.every((one) => one.titel !== undefined && one.uitspraken === undefined), "a selection is what was asked");
for (const { slug } of records.slice(0, 3)) {
  holds((await cases.toonPraktijkvoorbeeld({ slug: slug ?? "" })).uitspraken !== undefined, "a detail");
}
const changes = await events.lijstWijzigingen({ sinds: "0", pageSize: 100 });
holds(changes.resultaten.length > 0 && changes.resultaten.every((event) => event.id !== ""), "the changes");
const file = await (await cases.exporteerPraktijkvoorbeelden({})).text();
holds(file.trim().split("\n").length === records.length, "a record on each line");
try {
  await cases.lijstPraktijkvoorbeelden({ thema: ["bestaat-niet"] });
  throw new Error("was not refused");
} catch (error) {
  holds(error instanceof ResponseError && error.response.status === 400, "what is refused");
}
console.log(`${records.length} cases`);
