import type { ExplanationAnswer } from '../../../../contracts/ops/answers/inquiries/explain.ts'
import type { WhyQuestion } from './why-question.ts'

/** An explanation, or in words why there is none. */
export type Why =
  | { readonly explanation: ExplanationAnswer; readonly refusal: null }
  | { readonly explanation: null; readonly refusal: string }

const refused = (refusal: string): Why => ({ explanation: null, refusal })

/** Asks for an explanation at a path of this origin. It never throws. */
export async function askWhy(path: string, question: WhyQuestion): Promise<Why> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
    })
    if (answer.ok) return { explanation: (await answer.json()) as ExplanationAnswer, refusal: null }
    if (answer.status === 401) return refused('Sign in to the ops API in this browser, then ask again.')
    const { title, detail } = (await answer.json()) as { readonly title: string; readonly detail: string }
    return refused(`${title}: ${detail}`)
  } catch {
    return refused('The ops API does not answer; ask again.')
  }
}
