import type { RegionId } from '../../../model/nouns/region.ts'

/** A region's list exists, or is known to, but cannot be read. Overwriting it would end the withdrawals on it. */
export class UnreadableList extends Error {
  private constructor(
    readonly region: RegionId,
    message: string,
  ) {
    super(message)
    this.name = 'UnreadableList'
  }

  /** A value is stored that we did not sign. @param why the reason, as `verify` gives it */
  static notOurs(region: RegionId, why: string): UnreadableList {
    return new UnreadableList(
      region,
      `The takedown list of ${region} exists but cannot be read (${why}), so it is not overwritten. Add the public key that signed it to SNAPSHOT_PUBLIC_KEYS, without a notAfter in the past. A damaged list must be restored: its texts are kept for 72 hours, and the decision log names them.`,
    )
  }

  /** A list was announced, but no value is stored. */
  static missing(region: RegionId): UnreadableList {
    return new UnreadableList(
      region,
      `Storage returns no takedown list of ${region}, though one is announced, so no new one is begun. Try again. A lost list must be restored: its texts are kept for 72 hours, and the decision log names them.`,
    )
  }

  /** An older list is stored than the one last announced, and the newer entries are unknown. */
  static behind(region: RegionId, known: number): UnreadableList {
    return new UnreadableList(
      region,
      `Storage returns an older takedown list of ${region} than the announced one (${known}), and the scheduling store does not say what came after it. Try again in a minute.`,
    )
  }
}
