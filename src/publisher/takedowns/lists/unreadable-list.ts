import type { RegionId } from '../../../model/nouns/region.ts'

/** What is stored, or known to be stored, as a region's list cannot be read: whoever wrote over it would end what it says. */
export class UnreadableList extends Error {
  private constructor(
    readonly region: RegionId,
    message: string,
  ) {
    super(message)
    this.name = 'UnreadableList'
  }

  /** Something is there. @param why as `verify` has it */
  static notOurs(region: RegionId, why: string): UnreadableList {
    return new UnreadableList(
      region,
      `The takedown list of ${region} is there and cannot be read (${why}); nothing is written over it. Add the public key that signed it to SNAPSHOT_PUBLIC_KEYS, with no notAfter that is past; one that is damaged has to be put back: its texts are kept for 72 hours, the decision log names them.`,
    )
  }

  /** Nothing is there though something was. */
  static missing(region: RegionId): UnreadableList {
    return new UnreadableList(
      region,
      `Storage gives no takedown list of ${region}, though one is announced; none is begun anew. Try again; one that is lost has to be put back: its texts are kept for 72 hours, the decision log names them.`,
    )
  }

  /** Something older is there, and nobody knows what came after it. */
  static behind(region: RegionId, known: number): UnreadableList {
    return new UnreadableList(
      region,
      `Storage gives an older takedown list of ${region} than the announced one (${known}), and the scheduling store does not say what came after it. Try again in a minute.`,
    )
  }
}
