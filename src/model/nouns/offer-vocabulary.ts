/** The closed vocabularies of offers: without schemas, so that the edge can name them and leave zod out. */

/** How a customer may watch the title; the CTA is chosen from it. */
export const OFFER_TYPES = ['subscription', 'rent', 'buy', 'free'] as const

export type OfferType = (typeof OFFER_TYPES)[number]
