import type { ProblemAnswer } from '../contracts/ops/answers/problem.ts'

/** The ops API refused what a page asked for. */
export class Refused extends Error {
  constructor(readonly problem: ProblemAnswer) {
    super(`${problem.title}: ${problem.detail}`)
  }
}

/** Sends a request to the ops API in the name of whoever looks at the page. */
export type SendToOps = (path: string, init: { readonly method: string; readonly body?: string }) => Promise<Response>

/**
 * What a page can read: the answers of the ops API, with the permission of whoever looks at it. Both throw `Refused` where
 * the API refuses. A POST is for questions too long for a query, such as a preview: nothing that a page asks for changes
 * anything.
 */
export interface Ask {
  get<Answer>(path: string): Promise<Answer>
  post<Answer>(path: string, body: object): Promise<Answer>
}

export function askingThrough(send: SendToOps): Ask {
  return {
    get: async <Answer>(path: string) => answerOf<Answer>(await send(`/ops/v1/${path}`, { method: 'GET' })),
    post: async <Answer>(path: string, body: object) =>
      answerOf<Answer>(await send(`/ops/v1/${path}`, { method: 'POST', body: JSON.stringify(body) })),
  }
}

/** What one part of a page came to: a part that is refused must not take the rest of the page with it. */
export type Part<Answer> = { readonly answer: Answer } | { readonly refused: ProblemAnswer }

/** The answer, or the refusal that stands in its place. */
export async function partOf<Answer>(asked: Promise<Answer>): Promise<Part<Answer>> {
  try {
    return { answer: await asked }
  } catch (error) {
    if (error instanceof Refused) return { refused: error.problem }
    throw error
  }
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  if (response.ok) return (await response.json()) as Answer
  throw new Refused((await response.json()) as ProblemAnswer)
}
