import { REGION_IDS } from '../../model/nouns/region.ts'
import { beginDryLook } from '../../schedule/notices/notice-outbox.ts'
import { lintCampaigns } from '../campaigns/lint-campaigns.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { tellStrictly } from './tell.ts'

/** Tells of slots that run dry, as the linter finds them: each region once a day (UTC), one region a run. */
export async function tellDrySlots(publisher: PublisherContext): Promise<void> {
  if (!publisher.webhook) return
  const at = new Date(publisher.now()).toISOString()
  const day = at.slice(0, 10)
  for (const region of REGION_IDS.filter((each) => each !== 'world')) {
    if (!(await beginDryLook(publisher, region, day))) continue
    const { findings } = await lintCampaigns(publisher, { about: null, instead: new Map(), whole: true }, [region])
    for (const { rule, text, territories, surfaces, from, until } of findings) {
      if (rule !== 'empty-slot') continue
      const cell = `${region}:${surfaces.join('+')}:${territories.join('+')}:${from}`
      const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
      const more = { region, territories, surfaces, from: instant(from), until: instant(until) }
      await tellStrictly(publisher, { id: `slot-dry:${day}:${cell}`, kind: 'slot-dry', at, text, ...more })
    }
    return
  }
}
