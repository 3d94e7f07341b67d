// SPDX-License-Identifier: Apache-2.0
// Reads {book, batch} from standard input, writes one plan (or fault) a line.
import { readFileSync } from "node:fs";

const { evaluate } = await import(process.argv[2]);
const { book, batch } = JSON.parse(readFileSync(0, "utf8"));
const plans = batch.map((answers) => {
  try {
    return evaluate(book, answers);
  } catch (fault) {
    return { fault: fault.message };
  }
});
process.stdout.write(JSON.stringify(plans));
