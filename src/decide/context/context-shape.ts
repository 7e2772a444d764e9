import type { Context } from './context.ts'

/**
 * A class of contexts that differ only in their instant (`now`). Results computed for one of them can be cached under
 * its shape for the next.
 */
export class ContextShape {
  constructor(readonly template: Context) {}

  /** The context of this shape at one instant. @param now milliseconds since 1970 UTC */
  at(now: number): Context {
    return new ShapedContext(this, now)
  }
}

/** A context that knows its shape. It is an ordinary context otherwise; a copy of it loses the shape. */
class ShapedContext implements Context {
  readonly now: Context['now']
  readonly snapshotExpired: Context['snapshotExpired']
  readonly territory: Context['territory']
  readonly place: Context['place']
  readonly ratingPlaces: Context['ratingPlaces']
  readonly timeZones: Context['timeZones']
  readonly unknownPlace: Context['unknownPlace']
  readonly embargo: Context['embargo']
  readonly eea: Context['eea']
  readonly viewer: Context['viewer']
  readonly cap: Context['cap']
  readonly guestCap: Context['guestCap']
  readonly kids: Context['kids']
  readonly kidsProven: Context['kidsProven']
  readonly adult: Context['adult']
  readonly pin: Context['pin']
  readonly minor: Context['minor']
  readonly child: Context['child']
  readonly privacy: Context['privacy']
  readonly entitlements: Context['entitlements']
  readonly device: Context['device']
  readonly codecs: Context['codecs']
  readonly maxHeight: Context['maxHeight']
  readonly language: Context['language']
  readonly autoplayOff: Context['autoplayOff']
  readonly saveData: Context['saveData']
  readonly reducedMotion: Context['reducedMotion']
  readonly #shape: ContextShape

  // Assigned field by field: spreading so many fields takes longer than the rest of building a context.
  constructor(shape: ContextShape, now: number) {
    const { template } = shape
    this.now = now
    this.snapshotExpired = template.snapshotExpired
    this.territory = template.territory
    this.place = template.place
    this.ratingPlaces = template.ratingPlaces
    this.timeZones = template.timeZones
    this.unknownPlace = template.unknownPlace
    this.embargo = template.embargo
    this.eea = template.eea
    this.viewer = template.viewer
    this.cap = template.cap
    this.guestCap = template.guestCap
    this.kids = template.kids
    this.kidsProven = template.kidsProven
    this.adult = template.adult
    this.pin = template.pin
    this.minor = template.minor
    this.child = template.child
    this.privacy = template.privacy
    this.entitlements = template.entitlements
    this.device = template.device
    this.codecs = template.codecs
    this.maxHeight = template.maxHeight
    this.language = template.language
    this.autoplayOff = template.autoplayOff
    this.saveData = template.saveData
    this.reducedMotion = template.reducedMotion
    this.#shape = shape
  }

  static shapeOf(context: Context): ContextShape | null {
    return #shape in context ? context.#shape : null
  }
}

/** The shape that a context was made from; null for a context that was built on its own. */
export function shapeOf(context: Context): ContextShape | null {
  return ShapedContext.shapeOf(context)
}
