import assert from 'node:assert/strict'
import * as path from 'node:path'
import { test } from 'node:test'
import { packageFolder, packageLanguage } from '../src/packages'
import { repository } from './support/places'

const vietnam = path.join(repository, 'policies/vietnam')

test('a file belongs to the nearest folder with a manifest', () => {
  assert.equal(packageFolder(path.join(vietnam, 'instruments/laws.vires')), vietnam)
  assert.equal(packageFolder(path.join(vietnam, 'lists.vires')), vietnam)
})

test('without a manifest it is by itself', () => {
  assert.equal(packageFolder('/nowhere/at/all.vires'), '/nowhere/at')
})

test('the manifest says the language', () => {
  assert.equal(packageLanguage(vietnam), 'vi')
  assert.equal(packageLanguage(path.join(repository, 'policies/examples/federation')), 'en')
  assert.equal(packageLanguage('/nowhere'), 'en')
})
