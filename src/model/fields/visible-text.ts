import { z } from 'zod'

/**
 * Matches a visible character: no whitespace, no combining mark without a letter, nothing that Unicode ignores in
 * rendering (zero-width and bidi marks, soft hyphen, tags, Hangul fillers), no control or private-use character, and
 * none of the letters that are drawn blank (Braille, a musical note, two hieroglyphs).
 */
export const VISIBLE =
  /[^\p{White_Space}\p{M}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\u{1D159}\u{13441}\u{13442}]/u

/**
 * Matches a control character (C0, DEL or C1). `VISIBLE` lets a text have some beside what is visible, because older
 * records do; `check-sense` refuses them in new names of campaigns.
 */
export const CONTROL = /\p{Cc}/u

/** The hint for a text without a visible character. */
export const VISIBLE_HINT = 'a text with at least one visible character'

/** Schema of a text with at least one visible character: a text that looks empty counts as empty. */
export const visibleText = (longest: number) => z.string().max(longest).regex(VISIBLE, VISIBLE_HINT)

/** As `visibleText`, or no character at all. */
export const visibleOrEmptyText = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(new RegExp(`^$|${VISIBLE.source}`, 'u'), VISIBLE_HINT)
