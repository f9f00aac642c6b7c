// Writes the types of the contract for TypeScript; openapi-fetch makes a client of them.
// node typescript-client.mjs FILE

import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const BLOB = ts.factory.createTypeReferenceNode("Blob");

const contract = JSON.parse(await readFile(new URL("openapi.json", import.meta.url), "utf8"));
const types = await openapiTS(contract, {
  defaultNonNullable: false, // what has a default may be left out
  transform: (schema) => (schema.format === "binary" ? BLOB : undefined),
});
await writeFile(process.argv[2], astToString(types));
