/** Writes `catalogue.ndjson` and the baseline's idents; run with `npx tsx src/dev/demo/make-catalogue.ts && npm run format`. */
import { writeFileSync } from 'node:fs'
import { demoCatalogue } from './catalogue.ts'
import { identRecords } from './ident-records.ts'

writeFileSync(new URL('./catalogue.ndjson', import.meta.url), demoCatalogue())
const idents = identRecords().map((record) => `  ${JSON.stringify(record)}`)
writeFileSync(new URL('../../baseline/idents.json', import.meta.url), `[\n${idents.join(',\n')}\n]\n`)
