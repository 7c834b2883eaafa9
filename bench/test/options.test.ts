/** Which sections a run has. */
import { expect, test } from 'vitest'
import { readOptions } from '../src/options'

const names = { all: ['logout', 'peers', 'cold'], usual: ['logout', 'peers'], quick: ['logout'] }
const sectionsOf = (...args: string[]) => readOptions(args, names).sections

test('a run without named sections has the default ones, a quick run its own', () => {
  expect(sectionsOf()).toEqual(['logout', 'peers'])
  expect(sectionsOf('--quick')).toEqual(['logout'])
})

test('any section can be named, even in a quick run', () => {
  expect(sectionsOf('--only', 'cold')).toEqual(['cold'])
  expect(sectionsOf('--only', 'peers,cold', '--quick')).toEqual(['peers', 'cold'])
  expect(() => sectionsOf('--only', 'memry')).toThrow(/no section memry/)
})

test('files have one location', () => {
  expect(readOptions(['--memory'], names)).toMatchObject({ memory: true, disk: undefined })
  expect(readOptions(['--disk', 'x'], names)).toMatchObject({ memory: false, disk: 'x' })
  expect(() => readOptions(['--memory', '--disk', 'x'], names)).toThrow(/one of them/)
})
