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
      `The takedown list of ${region} is there and cannot be read (${why}); nothing is written over it. Add the public key that signed it to SNAPSHOT_PUBLIC_KEYS, with no notAfter that is past; one that is damaged has to be put back: its texts are kept for 72 hours, the decision log names them.`,
    )
  }

  /** A list was announced, but no value is stored. */
  static missing(region: RegionId): UnreadableList {
    return new UnreadableList(
      region,
      `Storage gives no takedown list of ${region}, though one is announced; none is begun anew. Try again; one that is lost has to be put back: its texts are kept for 72 hours, the decision log names them.`,
    )
  }

  /** An older list is stored than the one last announced, and the newer entries are unknown. */
  static behind(region: RegionId, known: number): UnreadableList {
    return new UnreadableList(
      region,
      `Storage gives an older takedown list of ${region} than the announced one (${known}), and the scheduling store does not say what came after it. Try again in a minute.`,
    )
  }
}
