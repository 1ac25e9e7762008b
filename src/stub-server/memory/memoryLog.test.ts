import { describe } from 'vitest'
import { MemoryLog } from './memoryLog.ts'
import { testRunLog } from '../runs/runLogContract.ts'

describe('a log in memory', () => testRunLog(() => new MemoryLog()))
