import type { ProblemAnswer } from '../contracts/ops/answers/problem.ts'

/** The ops API refused what a page asked for. */
export class Refused extends Error {
  constructor(readonly problem: ProblemAnswer) {
    super(`${problem.title}: ${problem.detail}`)
  }
}

/** Sends a request to the ops API in the name of whoever looks at the page. */
export type SendToOps = (path: string, init: { readonly method: string; readonly body?: string }) => Promise<Response>

/** Members of a body by the parameter of the page's address that they were made from, where the two are called otherwise. */
export type ParameterNames = Readonly<Record<string, string>>

/**
 * What a page can read: the answers of the ops API, with the permission of whoever looks at it. Both throw `Refused` where
 * the API refuses. A POST is for questions too long for a query, such as a preview: nothing that a page asks for changes
 * anything. Whoever looks at a page has sent no body, so a refusal of a member names the parameter of their address.
 */
export interface Ask {
  get<Answer>(path: string): Promise<Answer>
  post<Answer>(path: string, body: object, names?: ParameterNames): Promise<Answer>
}

/** @param parameters of the page's address */
export function askingThrough(send: SendToOps, parameters: readonly string[]): Ask {
  return {
    get: async <Answer>(path: string) => answerOf<Answer>(await send(`/ops/v1/${path}`, { method: 'GET' })),
    post: async <Answer>(path: string, body: object, names: ParameterNames = {}) => {
      const response = await send(`/ops/v1/${path}`, { method: 'POST', body: JSON.stringify(body) })
      return answerOf<Answer>(response, (problem) => inTheAddress(problem, parameters, names))
    },
  }
}

/** The refusal of a question, said of the parameter that the question was made from. */
function inTheAddress(problem: ProblemAnswer, parameters: readonly string[], names: ParameterNames): ProblemAnswer {
  const { status, field = '' } = problem
  const [member = ''] = field.split('.')
  const parameter = names[member] ?? member
  if (status !== 400 || !parameters.includes(parameter)) return problem
  return { ...problem, title: 'A wrong address', field: parameter }
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

async function answerOf<Answer>(
  response: Response,
  told: (problem: ProblemAnswer) => ProblemAnswer = (problem) => problem,
): Promise<Answer> {
  if (response.ok) return (await response.json()) as Answer
  throw new Refused(told((await response.json()) as ProblemAnswer))
}
