import { Problem } from '../http/problem.ts'

/** Reports that the store of runs is unreachable at the moment. Clients and readers retry shortly. */
export class StoreUnavailable extends Problem {
  override readonly name = 'StoreUnavailable'

  constructor(cause: unknown) {
    super(503, 'The store of answers is unreachable. Try again in a second.', {
      'Retry-After': '1',
    })
    this.cause = cause
  }
}
