import type { Hono } from 'hono'
import type { OpsVariables } from '../ops-context.ts'
import { explain } from './explain.ts'
import { preview } from './preview.ts'
import { previewRibbon } from './preview-ribbon.ts'
import { rulesMatrix } from './rules-matrix.ts'
import { search } from './search.ts'

/** What plays to whom, where and when, and why. */
export function inquiryRoutes(app: Hono<OpsVariables>): void {
  app.post('/ops/v1/explain', explain)
  app.post('/ops/v1/preview', preview)
  app.post('/ops/v1/preview/ribbon', previewRibbon)
  app.get('/ops/v1/rules/matrix', rulesMatrix)
  app.get('/ops/v1/search', search)
}
