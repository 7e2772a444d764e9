/** Writes `catalogue.ndjson` from the plan; run with `npx tsx src/dev/demo/make-catalogue.ts`. */
import { writeFileSync } from 'node:fs'
import { demoCatalogue } from './catalogue.ts'

writeFileSync(new URL('./catalogue.ndjson', import.meta.url), demoCatalogue())
