import type { Context } from '../decide/context/context.ts'
import { type ContextShape, shapeOf } from '../decide/context/context-shape.ts'
import type { Pick } from '../decide/decide.ts'
import { winnerValidUntil, wordsValidUntil } from '../decide/time/valid-until.ts'
import { assetOf } from '../model/columns/column-value.ts'
import type { Snapshot, SnapshotHot } from '../model/columns/snapshot.ts'
import { presentItem } from './item.ts'
import { listedRenditions } from './listed-renditions.ts'
import { leavesOut } from './playable.ts'

/** The cached text of one item, valid between two instants for all viewers to whom it looks the same. */
interface ItemText {
  /** The text after the position, which comes first. */
  readonly behindPosition: string
  /** The reason why it does not autoplay, as written in this text; undefined: it does. */
  readonly reason: string | undefined
  /** The asset's own renditions that it lists, by index and in its order. */
  readonly renditions: readonly number[]
  /** Milliseconds since 1970 UTC. */
  readonly from: number
  /** The first instant at which the text may differ. */
  readonly until: number
}

/** An item's text for one context, with `winnerValidUntil`. */
interface ShownItem {
  readonly text: ItemText
  readonly validUntil: number
  /** Those that `validUntil` was read from: columns outlive them, and new ones say another end of its share. */
  readonly weights: Snapshot['weights']
}

/** Bound of the cached texts of one snapshot, and the approximate size of each, in bytes. */
const TEXTS_MAX = 1_024
const TEXT_BYTES = 1_024

/**
 * Cache of the item texts of one snapshot. An item is written once for all viewers to whom it looks the same, until one
 * of its windows, or an offer of its title, begins or ends. When the cache is full it is cleared.
 */
class ItemTexts {
  #byLook = new Map<string, Map<number, ItemText>>()
  #byShape = new WeakMap<ContextShape, Map<number, ShownItem>>()
  #count = 0

  get bytes(): number {
    return this.#count * TEXT_BYTES
  }

  /** @param snapshot with the text of the picks */
  of(snapshot: Snapshot, context: Context, pick: Pick, mediaOrigin: string): ShownItem {
    const shown = this.#shownTo(context)
    const { candidate } = pick
    const known = shown?.get(candidate)
    if (known !== undefined && isNow(known, snapshot, context) && holds(known.text, context, pick)) return known
    const text = this.#textOf(snapshot, context, pick, mediaOrigin)
    const item = { text, validUntil: winnerValidUntil(snapshot, context, candidate), weights: snapshot.weights }
    shown?.set(candidate, item)
    return item
  }

  #shownTo(context: Context): Map<number, ShownItem> | null {
    const shape = shapeOf(context)
    if (shape === null) return null
    const known = this.#byShape.get(shape) ?? new Map<number, ShownItem>()
    this.#byShape.set(shape, known)
    return known
  }

  #textOf(snapshot: Snapshot, context: Context, pick: Pick, mediaOrigin: string): ItemText {
    const look = lookOf(snapshot, context, mediaOrigin)
    const known = this.#byLook.get(look)?.get(pick.candidate)
    if (known !== undefined && holds(known, context, pick)) return known
    const text = written(snapshot, context, pick, mediaOrigin)
    if (this.#count >= TEXTS_MAX) {
      this.#byLook = new Map()
      this.#byShape = new WeakMap()
      this.#count = 0
    }
    this.#count++
    const texts = this.#byLook.get(look) ?? new Map<number, ItemText>()
    this.#byLook.set(look, texts.set(pick.candidate, text))
    return text
  }
}

function isNow({ weights, validUntil }: ShownItem, snapshot: Snapshot, { now }: Context): boolean {
  return weights === snapshot.weights && now < validUntil
}

function holds({ reason, from, until }: ItemText, { now }: Context, pick: Pick): boolean {
  return from <= now && now < until && reason === pick.autoplay.reason
}

/**
 * Cache key: everything in a context that `presentItem` reads, except the instant. Devices of most classes share their
 * texts: a class counts only where it is offered less than others.
 */
function lookOf({ weights }: Snapshot, context: Context, mediaOrigin: string): string {
  const { territory, ratingPlaces, language, codecs, maxHeight, entitlements, minor } = context
  const device = leavesOut(weights.leftOut, context.device) ? context.device : null
  return JSON.stringify([
    mediaOrigin,
    territory,
    ratingPlaces,
    language,
    codecs,
    maxHeight,
    entitlements,
    minor,
    device,
  ])
}

function written(snapshot: Snapshot, context: Context, pick: Pick, mediaOrigin: string): ItemText {
  const asset = assetOf(snapshot.hot, pick.candidate)
  const whole = JSON.stringify(presentItem(snapshot, context, pick, mediaOrigin))
  return {
    behindPosition: whole.slice(`{"position":${pick.position}`.length),
    reason: pick.autoplay.reason,
    renditions: listedRenditions(snapshot, context, asset, snapshot.text.asset(asset)),
    from: context.now,
    until: wordsValidUntil(snapshot, context, pick.candidate),
  }
}

/** An entry is collected with the snapshot's columns. */
const kept = new WeakMap<SnapshotHot, ItemTexts>()

/** Approximate size of the cached texts of a snapshot, in bytes. */
export function itemTextBytes(hot: SnapshotHot): number {
  return kept.get(hot)?.bytes ?? 0
}

/** The text of one decided item without its position, and until when it may be shown, milliseconds since 1970 UTC. */
export function itemText(
  snapshot: Snapshot,
  context: Context,
  pick: Pick,
  mediaOrigin: string,
): { readonly behindPosition: string; readonly validUntil: number } {
  const { text, validUntil } = textsOf(snapshot).of(snapshot, context, pick, mediaOrigin)
  return { behindPosition: text.behindPosition, validUntil }
}

/** Which of the asset's own renditions the item's text lists as `playback`, by index and in its order. */
export function itemRenditions(
  snapshot: Snapshot,
  context: Context,
  pick: Pick,
  mediaOrigin: string,
): readonly number[] {
  return textsOf(snapshot).of(snapshot, context, pick, mediaOrigin).text.renditions
}

function textsOf({ hot }: Snapshot): ItemTexts {
  const texts = kept.get(hot) ?? new ItemTexts()
  kept.set(hot, texts)
  return texts
}
