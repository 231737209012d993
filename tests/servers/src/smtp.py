# A mail server for tests, which prints its port and then every mail it takes, as a line of JSON:
#   python3 smtp.py starttls|tls|none FOLDER
# FOLDER has its certificate and key. Recipients choose how it answers: nobody@… is refused for good, later@… for now,
# slower@… because there is too much. Its own words quote them, as those of real servers do.
import asyncio, json, ssl, sys
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

security, folder = sys.argv[1:]
USER, PASSWORD = b"jobwright", b"open sesame"


def tell(value):
    print(json.dumps(value), flush=True)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        refusals = {
            "nobody": f"550 5.1.1 <{address}>: no such user",
            "later": f"451 4.3.0 <{address}>: try again",
            "slower": f"450 4.7.28 <{address}>: too many mails",
        }
        refusal = refusals.get(address.split("@")[0])
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if b"REFUSE-THIS" in envelope.content:
            return "554 5.6.0 this will not do: " + envelope.rcpt_tos[0]
        tell({
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "content": envelope.content.decode("utf-8"),
            "hello": session.host_name,
            "user": session.auth_data,
            "is_encrypted": session.ssl is not None or security == "tls",
            "connection": session.peer[1],
        })
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=right, handled=False, auth_data=USER.decode())


async def main():
    tls = None
    if security != "none":
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(f"{folder}/server.pem", f"{folder}/server.key")
    make = lambda: SMTP(
        Handler(),
        enable_SMTPUTF8=True,
        authenticator=authenticate,
        auth_required=security != "none",
        auth_require_tls=security == "starttls",
        require_starttls=security == "starttls",
        tls_context=tls if security == "starttls" else None,
    )
    server = await asyncio.get_running_loop().create_server(
        make, "127.0.0.1", 0, ssl=tls if security == "tls" else None
    )
    tell(server.sockets[0].getsockname()[1])
    await server.serve_forever()


asyncio.run(main())
