"""Test model for the FastAPI recipe: model.ts in Python, with a count of its aborted runs."""
import asyncio

aborted = 0


async def ask_model(message):
    global aborted
    if message == "think":
        await asyncio.sleep(60)
    if message == "aborted":
        yield str(aborted)
        return
    yield f"“{message}”?\n\n"
    count = 0
    while message == "forever" or count < 3:
        try:
            await asyncio.sleep(0.005)
        except asyncio.CancelledError:
            aborted += 1
            raise
        yield " 从前 🐉"
        count += 1
    if message == "throw":
        raise RuntimeError("secret of the server")
