import type { PrivacyClass } from '../../../model/nouns/answer-vocabulary.ts'

/** Privacy classes by their index in tokens; append new ones at the end. */
export const PRIVACY_BY_INDEX = ['minor', 'consented', 'contextual', 'opted-out'] as const satisfies PrivacyClass[]

const INDEX: Readonly<Record<PrivacyClass, number>> = { minor: 0, consented: 1, contextual: 2, 'opted-out': 3 }

export function privacyIndex(privacy: PrivacyClass): number {
  return INDEX[privacy]
}

export function isPrivacyClass(value: string): value is PrivacyClass {
  return Object.hasOwn(INDEX, value)
}
