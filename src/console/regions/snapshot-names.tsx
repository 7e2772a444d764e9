const SHOWN_DIGITS = 12

/** A snapshot by the first digits of its id; the whole of it under the cursor. */
export function SnapshotName({ id }: { readonly id: string | null }) {
  return id === null ? <span class="dim">none</span> : <code title={id}>{id.slice(0, SHOWN_DIGITS)}</code>
}

/** The page that compares two snapshots of a region, each by its id or a word of the API. */
export function diffPath(region: string, from: string, to: string): string {
  return `/console/regions/${region}/diff/${encodeURIComponent(from)}/${encodeURIComponent(to)}`
}
