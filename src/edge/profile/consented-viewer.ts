import type { Context, Viewer } from '../../decide/context/context.ts'

/**
 * A viewer whose profile may be read. There is no other way to a profile, and none to this but through the privacy
 * class: no reader can be handed a viewer of another class by mistake.
 */
export interface ConsentedViewer {
  readonly privacy: 'consented'
  readonly subject: string
}

/** The viewer of a request, if they agreed to be known and nothing forbids it; null for everybody else. */
export function consentedViewer(
  { privacy }: { readonly privacy: Context['privacy'] },
  { subject }: { readonly subject: Viewer['subject'] },
): ConsentedViewer | null {
  return privacy === 'consented' && subject !== null ? { privacy, subject } : null
}
