/** Where an estimate is shown. */
export function estimateHref(id: string): string {
  return `/console/experiments/estimates/${encodeURIComponent(id)}`
}
