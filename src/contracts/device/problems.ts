/** Every problem that the device API can answer with; the slug is the stable end of its `type` URI. */
export const PROBLEMS = {
  'invalid-field': { status: 400, title: 'A field has a value that cannot be used' },
  'invalid-body': { status: 400, title: 'The body cannot be read' },
  'invalid-cursor': { status: 400, title: 'The cursor cannot be used' },
  unauthorized: { status: 401, title: 'The viewer token is not valid' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'This method is not served here' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'unavailable-for-legal-reasons': { status: 451, title: 'Not available at this place' },
  unavailable: { status: 503, title: 'Not available at the moment' },
} as const satisfies Record<string, { status: number; title: string }>

/** Names a problem. */
export type ProblemSlug = keyof typeof PROBLEMS

/** What every problem's `type` begins with; the slug follows. */
export const PROBLEM_TYPES = 'https://firstframe.dev/problems/'
