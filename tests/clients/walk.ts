// A client in TypeScript, typed by what openapi-typescript makes of the schema: it reads all there is from a running
// portal, and its types hold what it reads. `.ci/clients` runs this.
import createClient from "openapi-fetch";
import type { components, paths } from "./api";

type Selection = components["schemas"]["RecordSelection"];
type Row = components["schemas"]["Record"];

const client = createClient<paths>({ baseUrl: `${process.argv[2]}/api/v1` });

function holds(what: boolean, said: string): asserts what {
  if (!what) throw new Error(said);
}

function following(response: Response, parameter: string): string {
  const found = /<([^>]*)>; rel="next"/.exec(response.headers.get("Link") ?? "");
  return found ? (new URL(found[1]!).searchParams.get(parameter) ?? "") : "";
}

async function walk(velden?: ("*" | "slug" | "titel")[]): Promise<Selection[]> {
  const found: Selection[] = [];
  let cursor = "begin";
  while (cursor) {
    const query = { cursor, pageSize: 100, velden };
    const { data, response } = await client.GET("/praktijkvoorbeelden", { params: { query } });
    holds(data !== undefined, `${response.status} for cursor=${cursor}`);
    found.push(...data.resultaten);
    cursor = following(response, "cursor");
  }
  return found;
}

const cards = await walk();
const records = await walk(["*"]);
const selected = await walk(["slug", "titel"]);
holds(cards.length > 0 && cards.length === records.length && cards.length === selected.length, "the same cases");
holds(cards.every((card) => card.samenvatting !== undefined && card.uitspraken === undefined), "cards are cards");
holds(records.every((record) => record.uitspraken !== undefined && record.licentie !== undefined), "records are whole");
holds(selected.every((one) => Object.keys(one).join() === "slug,titel"), "a selection is what was asked");

for (const { slug } of records.slice(0, 3)) {
  const { data } = await client.GET("/praktijkvoorbeelden/{slug}", { params: { path: { slug: slug ?? "" } } });
  holds(data?.uitspraken?.every((claim) => claim.gemeente === null || claim.gemeente.code.length === 4) === true, "a detail");
}

let since = "0";
let changes = 0;
for (;;) {
  const { data } = await client.GET("/wijzigingen", { params: { query: { sinds: since, pageSize: 100 } } });
  holds(data !== undefined, "the changes");
  if (data.resultaten.length === 0) break;
  changes += data.resultaten.length;
  since = data.cursor;
}
holds(changes >= records.length, "each case was published");

const file = await client.GET("/praktijkvoorbeelden/_export", { parseAs: "text" });
const lines: Row[] = (file.data ?? "").trim().split("\n").map((line) => JSON.parse(line));
holds(lines.length === records.length && lines.every((row) => row.uitspraken.length >= 0), "a record on each line");

const refused = await client.GET("/praktijkvoorbeelden", { params: { query: { thema: ["bestaat-niet"] } } });
holds(refused.error?.status === 400 && refused.error.invalidParams?.[0]?.name === "thema", "what is refused, and why");
const absent = await client.GET("/themas/{slug}", { params: { path: { slug: "bestaat-niet" } } });
holds(absent.error?.status === 404, "what is not there");

console.log(`${records.length} cases, ${changes} changes`);
