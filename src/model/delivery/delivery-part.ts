/** What a report of delivery may be broken down by. */
export const DELIVERY_PARTS = ['territory', 'day', 'surface'] as const
/** One of them. */
export type DeliveryPart = (typeof DELIVERY_PARTS)[number]
