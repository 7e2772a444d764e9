import { z } from 'zod'
import { assetId, campaignId, titleId } from '../../../../model/fields/identifier.ts'
import { MATURITY_CAP_MAX } from '../../../../model/nouns/maturity-cap.ts'
import { utcInstant } from '../../../../model/nouns/takedown.ts'
import { explainQuestion } from '../explain.ts'

/** How many cells a panel has at most: territories × ages × instants. */
export const PANEL_CELLS = 200
const TERRITORIES_MAX = 60
const AGES_MAX = 24
const INSTANTS_MAX = 100
/** How many records or campaigns may be changed in a preview. */
const CHANGES_MAX = 500

/** Who a cell of a panel is for: a member of this cap in years, or without a token, or in a kids profile. */
const panelAge = z.union([z.int().min(0).max(MATURITY_CAP_MAX), z.enum(['guest', 'kids'])], {
  error: `a cap from 0 to ${MATURITY_CAP_MAX}, guest or kids`,
})

/** The combinations that a panel is asked for. */
export const previewPanel = z
  .strictObject({
    territories: z.array(z.string()).min(1).max(TERRITORIES_MAX).describe('Codes of countries, like `DE`.'),
    ages: z
      .array(panelAge)
      .min(1)
      .max(AGES_MAX)
      .describe('Caps of members in years; `guest`: without a token; `kids`: a kids profile.'),
    instants: z
      .array(utcInstant)
      .min(1)
      .max(INSTANTS_MAX)
      .describe('Instants in UTC. `addedWithinDays` counts back from the first of them.'),
  })
  .meta({
    id: 'PreviewPanel',
    description: `Every territory with every age at every instant: ${PANEL_CELLS} combinations at most.`,
  })

const { now: _now, country, asset: _asset, seed: _seed, ...whose } = explainQuestion.shape

/** Body of `POST /ops/v1/preview`: who, where and when, and what changes until then. */
export const previewQuestion = z
  .strictObject({
    ...whose,
    country: country.nullish().describe('Code of the country, like `DE`; needed without a panel.'),
    at: utcInstant.nullish().describe('The instant to decide for, in UTC; needed without a panel.'),
    count: z
      .int()
      .min(1)
      .max(50)
      .nullish()
      .describe('How many videos are asked for; left out: as many as a request that says nothing gets.'),
    asset: assetId.nullish().describe('Only candidates of this asset are listed.'),
    titleId: titleId.nullish().describe('The title in view; `inView` goes before it.'),
    records: z
      .array(z.unknown())
      .max(CHANGES_MAX)
      .nullish()
      .describe(
        'Titles, assets and campaigns as a feed sends them, in place of what is stored. A campaign counts as approved, unless it says that it is paused or ended.',
      ),
    campaigns: z
      .array(campaignId)
      .max(CHANGES_MAX)
      .nullish()
      .describe('Campaigns of which what waits counts as approved.'),
    panel: previewPanel.nullish().describe('Many viewers in place of one: only winners are told.'),
  })
  .meta({
    id: 'PreviewQuestion',
    description: 'What would be shown to whom, where and when, before and after changes.',
  })
