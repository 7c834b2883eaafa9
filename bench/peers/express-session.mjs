// express-session with connect-pg-simple, as their READMEs show.
import connectPgSimple from 'connect-pg-simple'
import express from 'express'
import session from 'express-session'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const PgSession = connectPgSimple(session)
const app = express()
app.use(
  session({
    store: new PgSession({ pool }),
    secret: process.env.AUTH_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: { maxAge: 7 * 24 * 60 * 60 * 1000 },
  }),
)
app.post('/logout', (req, res, next) => {
  req.session.destroy((error) => (error ? next(error) : res.json({ success: true })))
})
const server = app.listen(0, () => console.log(`ready on http://localhost:${server.address().port}`))
process.on('SIGTERM', () => process.exit(0))
