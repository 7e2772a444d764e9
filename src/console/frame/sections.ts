/** A section of the console: where it is, and the keys that lead there (`g` first). */
interface Section {
  readonly id: string
  readonly label: string
  readonly href: string
  readonly key: string
}

/** The sections, in the order of the navigation. */
export const SECTIONS = [
  { id: 'now', label: 'Now', href: '/console', key: 'n' },
  { id: 'regions', label: 'Regions', href: '/console/regions', key: 'r' },
  { id: 'schedule', label: 'Schedule', href: '/console/schedule', key: 's' },
  { id: 'campaigns', label: 'Campaigns', href: '/console/campaigns', key: 'c' },
  { id: 'preview', label: 'Preview', href: '/console/preview', key: 'p' },
  { id: 'why', label: 'Why not?', href: '/console/why', key: 'w' },
  { id: 'delivery', label: 'Delivery', href: '/console/delivery', key: 'd' },
  { id: 'learning', label: 'Learning', href: '/console/learning', key: 'e' },
  { id: 'experiments', label: 'Experiments', href: '/console/experiments', key: 'x' },
  { id: 'feeds', label: 'Feeds', href: '/console/feeds', key: 'f' },
  { id: 'quarantine', label: 'Quarantine', href: '/console/quarantine', key: 'q' },
  { id: 'takedowns', label: 'Takedowns', href: '/console/takedowns', key: 't' },
  { id: 'approvals', label: 'Approvals', href: '/console/approvals', key: 'a' },
  { id: 'audit', label: 'Audit', href: '/console/audit', key: 'l' },
] as const satisfies readonly Section[]

export type SectionId = (typeof SECTIONS)[number]['id']
