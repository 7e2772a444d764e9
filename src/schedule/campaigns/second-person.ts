import type { Redis } from '@upstash/redis/cloudflare'
import type { Asset } from '../../model/nouns/asset.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { Title } from '../../model/nouns/title.ts'
import { NO_CHANGES, type ScheduleChanges } from '../publishing/schedule-source.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { parseDocument, type StoredDocument } from '../store/document.ts'
import { type DocumentType, keys } from '../store/keys.ts'
import { scanSet } from '../store/read-documents.ts'
import { asTexts } from '../store/replies.ts'
import { TitleLines } from '../store/title-lines.ts'
import { playable, Selection, selectorOf } from './select-assets.ts'

/** What the rules say of second persons. */
export interface SecondPersonRules {
  /** Why a campaign needs one by its own words. */
  readonly byTerms: (campaign: Campaign) => readonly string[]
  /** Why one of its videos needs one, anywhere the campaign goes; null: it does not. */
  readonly byVideo: (campaign: Campaign, asset: Asset, title: Title | null) => string | null
}

/** Assets that are read at once. */
const CHUNK = 500

/** Finds out whether two persons must want a campaign, by its words and by the videos that it shows. */
export class SecondPersonCheck {
  private readonly titles = new Map<string, Title | null>()
  private readonly lines: TitleLines

  /**
   * @param batch a batch whose staged records count as stored; null: none
   * @param changes documents that count as stored, by the ids of their records; left out: none
   */
  constructor(
    private readonly context: {
      readonly redis: Redis
      readonly now: () => number
      readonly secondPerson: SecondPersonRules
    },
    private readonly batch: string | null,
    private readonly changes: ScheduleChanges = NO_CHANGES,
  ) {
    this.lines = new TitleLines(context.redis, async (ids) => {
      const found = new Map((await this.read('title', ids)).map((document) => [document.record.id, document]))
      return ids.map((id) => found.get(id) ?? null)
    })
  }

  /** Why it needs a second person, as short texts; empty: it needs none. One video that does is enough. */
  async reasons(campaign: Campaign): Promise<readonly string[]> {
    const terms = this.context.secondPerson.byTerms(campaign)
    if (terms.length > 0) return terms
    const selector = selectorOf(campaign)
    if (selector === null) return this.amongIds(campaign, campaign.assets as readonly string[])
    const selection = new Selection(selector, this.lines, this.context.now())
    const chosen = async (assets: readonly StoredDocument<'asset'>[]) => {
      const ids = new Set((await selection.among(playable(assets))).map(({ id }) => id))
      return assets.filter(({ record }) => ids.has(record.id))
    }
    for await (const ids of this.allAssets()) {
      const found = await this.amongAssets(campaign, await chosen(await this.read('asset', ids)))
      if (found.length > 0) return found
    }
    return []
  }

  private async amongIds(campaign: Campaign, ids: readonly string[]): Promise<readonly string[]> {
    for (let from = 0; from < ids.length; from += CHUNK) {
      const found = await this.amongAssets(campaign, await this.read('asset', ids.slice(from, from + CHUNK)))
      if (found.length > 0) return found
    }
    return []
  }

  private async amongAssets(
    campaign: Campaign,
    assets: readonly StoredDocument<'asset'>[],
  ): Promise<readonly string[]> {
    const unknown = assets.flatMap(({ record }) => record.titleId ?? []).filter((id) => !this.titles.has(id))
    const wanted = [...new Set(unknown)]
    for (const id of wanted) this.titles.set(id, null)
    for (const { record } of await this.read('title', wanted)) this.titles.set(record.id, record)
    for (const { record } of assets) {
      const reason = this.context.secondPerson.byVideo(campaign, record, this.titles.get(record.titleId ?? '') ?? null)
      if (reason !== null) return [reason]
    }
    return []
  }

  /** Documents as they are staged, or else as they are stored; missing ones are left out. */
  private async read<Type extends DocumentType>(
    type: Type,
    ids: readonly string[],
  ): Promise<readonly StoredDocument<Type>[]> {
    if (ids.length === 0) return []
    const stored = ids.map((id) => keys.document(type, id))
    const { batch } = this
    const [live, staged] = await sendRepeatable(this.context.redis, (queue) => {
      queue.mget(stored)
      if (batch !== null) queue.mget(stored.map((key) => keys.staged(batch, key)))
    })
    const [liveTexts, stagedTexts] = [asTexts(live), staged === undefined ? [] : asTexts(staged)]
    return ids.flatMap((id, index) => {
      const json = stagedTexts[index] ?? liveTexts[index] ?? null
      const changed = this.changes.get(id)
      if (changed !== undefined) return [changed as StoredDocument<Type>]
      return json === null ? [] : [parseDocument(type, id, json)]
    })
  }

  /** Ids of all assets, stored or staged; some may be repeated. */
  private async *allAssets(): AsyncGenerator<readonly string[]> {
    yield* scanSet(this.context.redis, keys.documentIds('asset'))
    yield [...this.changes.values()].flatMap(({ record }) => (record.type === 'asset' ? [record.id] : []))
    if (this.batch === null) return
    const prefix = keys.document('asset', '')
    for await (const page of scanSet(this.context.redis, keys.batchKeys(this.batch))) {
      yield page.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length))
    }
  }
}
