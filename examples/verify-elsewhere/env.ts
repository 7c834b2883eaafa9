/** The service's settings: an operator's login, and CampusBite's URL. */
const {
  CAMPUSBITE_URL = 'http://localhost:3000',
  OPERATOR_EMAIL = '',
  OPERATOR_PASSWORD = '',
  PORT = '4000',
} = process.env

export const url = CAMPUSBITE_URL
export const email = OPERATOR_EMAIL
export const password = OPERATOR_PASSWORD
export const port = Number(PORT)
export const followEveryMs = 1_000
