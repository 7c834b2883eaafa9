/** The script's settings. The demo login exists only on the embedded database. */
export const {
  CAMPUSBITE_URL: url = 'http://localhost:3000',
  EMAIL: email = 'demo@campusbite.test',
  PASSWORD: password = 'campus-bite-demo',
} = process.env
