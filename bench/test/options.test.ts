/** Which sections a run has. */
import { expect, test } from 'vitest'
import { readOptions } from '../src/options'

const names = { all: ['logout', 'peers', 'cold'], usual: ['logout', 'peers'], quick: ['logout'] }
const sectionsOf = (...args: string[]) => readOptions(args, names).sections

test('a run that names no section has the usual ones, a quick one its own', () => {
  expect(sectionsOf()).toEqual(['logout', 'peers'])
  expect(sectionsOf('--quick')).toEqual(['logout'])
})

test('any can be named, in a quick run as well', () => {
  expect(sectionsOf('--only', 'cold')).toEqual(['cold'])
  expect(sectionsOf('--only', 'peers,cold', '--quick')).toEqual(['peers', 'cold'])
  expect(() => sectionsOf('--only', 'memry')).toThrow(/no section memry/)
})

test('files lie in one place', () => {
  expect(readOptions(['--memory'], names)).toMatchObject({ memory: true, disk: undefined })
  expect(readOptions(['--disk', 'x'], names)).toMatchObject({ memory: false, disk: 'x' })
  expect(() => readOptions(['--memory', '--disk', 'x'], names)).toThrow(/one of them/)
})
