import { supplyAnswer } from '../../contracts/ops/answers/events/supply.ts'
import { regionHealthAnswer } from '../../contracts/ops/answers/history/health.ts'
import { recordedChanges } from '../../contracts/ops/answers/history/recorded-changes.ts'
import { explanation } from '../../contracts/ops/answers/inquiries/explain.ts'
import { rulesMatrix } from '../../contracts/ops/answers/inquiries/matrix.ts'
import { preview } from '../../contracts/ops/answers/inquiries/preview.ts'
import { previewRibbon } from '../../contracts/ops/answers/inquiries/preview-ribbon.ts'
import { searchAnswer } from '../../contracts/ops/answers/inquiries/search.ts'
import { whoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { Call } from './ops-request.ts'

type Question = Readonly<Record<string, unknown>>
type Query = Readonly<Record<string, string>>

/** What is asked of a deployment, and changes nothing there. */
export function inquiryCalls(call: Call) {
  const get = (path: string, query: Query) =>
    ({ method: 'GET', path: `${path}?${new URLSearchParams(query)}` }) as const
  return {
    explain: (json: Question) => call({ method: 'POST', path: '/explain', json }, explanation),
    preview: (json: Question) => call({ method: 'POST', path: '/preview', json }, preview),
    previewRibbon: (json: Question) => call({ method: 'POST', path: '/preview/ribbon', json }, previewRibbon),
    rulesMatrix: (question: Query) => call(get('/rules/matrix', question), rulesMatrix),
    search: (query: Query) => call(get('/search', query), searchAnswer),
    supply: (query: Query) => call(get('/supply', query), supplyAnswer),
    health: (region: string, query: Query) => call(get(`/regions/${region}/health`, query), regionHealthAnswer),
    changes: (query: Query) => call(get('/changes', query), recordedChanges),
    me: () => call({ method: 'GET', path: '/me' }, whoAmI),
  }
}
