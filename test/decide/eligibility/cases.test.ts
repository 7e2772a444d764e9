import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decide } from '../../../src/decide/decide.ts'
import { decisionRequest } from '../../../src/decide/decision-request.ts'
import { explain } from '../../../src/decide/explain/explain.ts'
import { DenyList } from '../../../src/model/denies/deny-list.ts'
import { asset } from '../../../src/model/nouns/asset.ts'
import { campaign } from '../../../src/model/nouns/campaign.ts'
import { title } from '../../../src/model/nouns/title.ts'
import { casesFile } from '../../../src/rules/files/case-file.ts'
import { contextOf, regionOf, snapshotOf } from '../case-world.ts'
import { opened } from '../opened.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'rules', 'cases')
const defaults = JSON.parse(readFileSync(join(folder, '_default.json'), 'utf8'))

/**
 * The worked examples of `rules/cases`, through the doors that serve: compiled, encoded, opened, decided.
 * What is decided and what is explained must be the same verdict.
 */
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('_'))) {
  describe(`rules/cases/${file}`, () => {
    const cases = casesFile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
    it.each(cases)('the worked example holds: %s', (_name, context, records, verdict, autoplay) => {
      const { snapshot, rejected } = snapshotOf(regionOf(context), {
        titles: [title.parse({ ...defaults.title, ...records.title })],
        assets: [asset.parse({ ...defaults.asset, ...records.asset })],
        campaigns: [campaign.parse({ ...defaults.campaign, ...records.campaign })],
      })
      const placement = {
        id: 'case',
        surface: context.surface,
        count: 1,
        titleId: null,
        inView: context.inView ? (records.title?.id ?? defaults.title.id) : null,
        row: null,
      }
      const request = decisionRequest({
        context: contextOf(snapshot, context),
        placements: [placement],
        denies: DenyList.NONE,
      })
      const [decision] = decide(opened(snapshot), request)
      const [pick] = decision?.picks ?? []
      const explanation = explain(opened(snapshot), request, placement)
      const refusal = explanation.rejected[0]?.first ?? rejected[0]?.reason
      expect(pick ? 'allow' : refusal).toBe(verdict)
      expect(explanation.kept.length).toBe(pick ? 1 : 0)
      if (rejected.length === 0) expect(decision?.empty ?? 'allow').toBe(verdict)
      expect(pick ? (pick.autoplay.reason ?? true) : null).toBe(autoplay)
    })
  })
}
