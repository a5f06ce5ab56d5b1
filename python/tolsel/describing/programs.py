"""The public functions and views as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from tolsel.public import Api, Column


def render(api: Api) -> str:
    """Return all that is known; names of arguments are as in SQL."""
    return json.dumps(_described(api), ensure_ascii=False, indent=2)


def _described(api: Api) -> dict[str, Any]:
    return {
        "functions": [
            {
                "name": f"tolsel.{function.name}",
                "comment": function.text,
                "arguments": [
                    {
                        "name": f"p_{argument.name}",
                        "type": argument.type,
                        "is_required": argument.default is None,
                        "is_nullable": argument.is_nullable,
                        "default": argument.default,
                    }
                    for argument in function.arguments
                ],
                "answer": {
                    "type": function.answer,
                    "is_set": function.is_set,
                    "is_nullable": function.may_be_null,
                    "columns": _columns(function.columns),
                },
                "refusals": function.raises,
            }
            for function in api.functions
        ],
        "views": [
            {
                "name": f"tolsel.{view.name}",
                "comment": view.comment,
                "columns": _columns(view.columns),
            }
            for view in api.views
        ],
        "refusals": [
            {"sqlstate": refusal.sqlstate, "name": refusal.name, "message": refusal.message}
            for refusal in api.refusals
        ],
    }


def _columns(columns: Iterable[Column]) -> list[dict[str, Any]]:
    return [
        {
            "name": column.name,
            "type": column.type,
            "is_nullable": column.is_nullable,
            "comment": column.comment,
        }
        for column in columns
    ]
