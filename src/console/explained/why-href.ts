import type { RibbonViewer } from '../../contracts/ops/requests/preview/preview-ribbon.ts'
import { bundledRules } from '../../rules/bundled-rules.ts'
import type { AskedPlace } from './asked-place.ts'
import { claimsOfViewer } from './ribbon-viewers.ts'

/** The address of the page that says why, for a viewer of the ribbon at an instant. */
export function whyHref(
  surface: string,
  { country, timezone }: Pick<AskedPlace, 'country' | 'timezone'>,
  at: number,
  viewer: RibbonViewer,
): string {
  const query = new URLSearchParams({ surface, country, at: new Date(at).toISOString() })
  if (timezone !== null) query.set('timezone', timezone)
  const claims = claimsOfViewer(viewer, bundledRules().maturity.kidsCap)
  for (const [name, value] of Object.entries(claims)) query.set(name, String(value))
  return `/console/why?${query}`
}
